"""Runs a Lambda function in Python: asks the Lambda Runtime API for events and posts what the handler returns (docs/aws/lambda.md 14)."""

import importlib
import json
import logging
import os
import sys
import time
import traceback
from http.client import HTTPConnection

# Nothing is written beside this file; the handler's own modules are compiled as usual.
writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
import gw_emulate_hosts  # noqa: E402

sys.dont_write_bytecode = writes

API = os.environ["AWS_LAMBDA_RUNTIME_API"]
VERSION = "/2018-06-01/runtime"
# The emulator's own: which host names lead to it. The header comes with the next event after a change.
HOSTS_PATH = "/gw-emulate/hosts"
HOSTS_HEADER = "Gw-Emulate-Hosts"


class LambdaContext:
    """The second argument of a handler."""

    def __init__(self, headers):
        env = os.environ.get
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = env("AWS_LAMBDA_FUNCTION_NAME")
        self.function_version = env("AWS_LAMBDA_FUNCTION_VERSION")
        self.memory_limit_in_mb = env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.log_group_name = env("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = env("AWS_LAMBDA_LOG_STREAM_NAME")
        self.tenant_id = headers.get("Lambda-Runtime-Aws-Tenant-Id")
        self.identity = None
        client_context = headers.get("Lambda-Runtime-Client-Context")
        self.client_context = json.loads(client_context) if client_context else None
        self._deadline_ms = int(headers.get("Lambda-Runtime-Deadline-Ms", "0"))

    def get_remaining_time_in_millis(self):
        return max(self._deadline_ms - int(time.time() * 1000), 0)


class RequestIds(logging.Filter):
    """Puts the current request id into every record of the root logger."""

    current = None

    def filter(self, record):
        record.aws_request_id = RequestIds.current or ""
        return True


class JsonLines(logging.Formatter):
    """AWS_LAMBDA_LOG_FORMAT=JSON: one object a line."""

    def format(self, record):
        line = {
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
            "requestId": record.aws_request_id,
        }
        if record.exc_info:
            line["stackTrace"] = traceback.format_exception(*record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class HandlerError(Exception):
    """The handler cannot be had: what Lambda's own runtime says of it."""

    def __init__(self, error_type, message, trace=()):
        super().__init__(message)
        self.error_type = error_type
        self.trace = list(trace)


def set_up_logging():
    handler = logging.StreamHandler(sys.stdout)
    handler.addFilter(RequestIds())
    if os.environ.get("AWS_LAMBDA_LOG_FORMAT") == "JSON":
        handler.setFormatter(JsonLines())
        logging.getLogger().setLevel(os.environ.get("AWS_LAMBDA_LOG_LEVEL", "INFO").replace("FATAL", "CRITICAL").replace("TRACE", "DEBUG"))
    else:
        formatter = logging.Formatter("[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s", "%Y-%m-%dT%H:%M:%S")
        formatter.converter = time.gmtime
        handler.setFormatter(formatter)
    logging.getLogger().addHandler(handler)


def load_handler(text):
    module_name, dot, function_name = text.rpartition(".")
    if dot == "":
        raise HandlerError("Runtime.MalformedHandlerName", f"Bad handler '{text}': not enough values to unpack (expected 2, got 1)")
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise HandlerError("Runtime.ImportModuleError", f"Unable to import module '{module_name}': {error}") from error
    except SyntaxError as error:
        trace = [f'  File "{error.filename}" Line {error.lineno}\n    {error.text}']
        raise HandlerError("Runtime.UserCodeSyntaxError", f"Syntax error in module '{module_name}': {error}", trace) from error
    if not hasattr(module, function_name):
        raise HandlerError("Runtime.HandlerNotFound", f"Handler '{function_name}' missing on module '{module_name}'")
    return getattr(module, function_name)


def error_object(error, request_id=""):
    if isinstance(error, HandlerError):
        return {"errorMessage": str(error), "errorType": error.error_type, "requestId": request_id, "stackTrace": error.trace}
    frames = traceback.extract_tb(error.__traceback__)
    # The first frame is this file's.
    trace = traceback.format_list(frames[1:])
    return {"errorMessage": str(error), "errorType": type(error).__name__, "requestId": request_id, "stackTrace": trace}


def print_error(described):
    print("[ERROR] " + described["errorType"] + ": " + described["errorMessage"], flush=True)
    if described["stackTrace"]:
        print("Traceback (most recent call last):\n" + "".join(described["stackTrace"]).rstrip(), flush=True)


class RuntimeApi:
    """One connection that is kept open, as the runtime asks for one event after the other."""

    def __init__(self):
        self.connection = HTTPConnection(API)

    def next(self):
        self.connection.request("GET", VERSION + "/invocation/next")
        response = self.connection.getresponse()
        return response.headers, response.read()

    def hosts(self):
        self.connection.request("GET", HOSTS_PATH)
        return json.loads(self.connection.getresponse().read())

    def post(self, path, body, error_type=None):
        headers = {"Content-Type": "application/json"}
        if error_type is not None:
            headers["Lambda-Runtime-Function-Error-Type"] = error_type
        self.connection.request("POST", VERSION + path, body, headers)
        self.connection.getresponse().read()


def serialized(result):
    try:
        return json.dumps(result, ensure_ascii=False).encode("utf-8")
    except TypeError as error:
        raise HandlerError("Runtime.MarshalError", f"Unable to marshal response: {error}") from error


def run_one(handler, api, replace_hosts):
    headers, event = api.next()
    if HOSTS_HEADER in headers:
        replace_hosts(api.hosts())
    context = LambdaContext(headers)
    RequestIds.current = context.aws_request_id
    trace_id = headers.get("Lambda-Runtime-Trace-Id")
    if trace_id:
        os.environ["_X_AMZN_TRACE_ID"] = trace_id
    path = f"/invocation/{context.aws_request_id}"
    try:
        answer = serialized(handler(json.loads(event), context))
    except Exception as error:  # whatever the handler raises is its answer
        described = error_object(error, context.aws_request_id)
        print_error(described)
        api.post(path + "/error", json.dumps(described, ensure_ascii=False).encode("utf-8"), described["errorType"])
        return
    sys.stdout.flush()
    api.post(path + "/response", answer)


def main():
    sys.stdout.reconfigure(line_buffering=True)
    set_up_logging()
    # The function's folder is read-only on AWS, and here it is the user's source.
    sys.dont_write_bytecode = True
    sys.path.insert(0, os.environ.get("LAMBDA_TASK_ROOT", os.getcwd()))
    api = RuntimeApi()
    replace_hosts = gw_emulate_hosts.install(api.hosts())
    try:
        handler = load_handler(os.environ["_HANDLER"])
    except Exception as error:  # whatever the module raises keeps the function from starting
        described = error_object(error)
        print_error(described)
        api.post("/init/error", json.dumps(described).encode("utf-8"), described["errorType"])
        sys.exit(1)
    while True:
        run_one(handler, api, replace_hosts)


if __name__ == "__main__":
    main()
