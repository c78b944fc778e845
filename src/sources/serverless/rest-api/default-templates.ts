/*
 * The mapping templates and status codes that the Serverless Framework gives a custom Lambda integration (`integration: lambda`) which names
 * none: its `method/integration.js` and `validate.js`, MIT licence, Serverless Inc.
 */

const COMMON = `
  #define( $loop )
    {
    #foreach($key in $map.keySet())
        #set( $k = $util.escapeJavaScript($key) )
        #set( $v = $util.escapeJavaScript($map.get($key)).replaceAll("\\\\'", "'") )
        "$k":
          "$v"
          #if( $foreach.hasNext ) , #end
    #end
    }
  #end

  {
    "body": $body,
    "method": "$context.httpMethod",
    "principalId": "$context.authorizer.principalId",
    "stage": "$context.stage",

    "cognitoPoolClaims" : {
       extraCognitoPoolClaims
       "sub": "$context.authorizer.claims.sub"
    },

    #set( $map = $context.authorizer )
    "enhancedAuthContext": $loop,

    #set( $map = $input.params().header )
    "headers": $loop,

    #set( $map = $input.params().querystring )
    "query": $loop,

    #set( $map = $input.params().path )
    "path": $loop,

    #set( $map = $context.identity )
    "identity": $loop,

    #set( $map = $stageVariables )
    "stageVariables": $loop,

    "requestPath": "$context.resourcePath"
  }
`;

/** Where the claims of a Cognito authorizer go. */
export const CLAIMS = 'extraCognitoPoolClaims';

export const DEFAULT_TEMPLATES: Readonly<Record<string, string>> = {
  'application/json': `
    #set( $body = $input.json("$") )

    ${COMMON}
  `,
  'application/x-www-form-urlencoded': `
    #define( $body )
      {
      #foreach( $token in $input.path('$').split('&') )
        #set( $keyVal = $token.split('=') )
        #set( $keyValSize = $keyVal.size() )
        #if( $keyValSize >= 1 )
          #set( $key = $util.escapeJavaScript($util.urlDecode($keyVal[0])) )
          #if( $keyValSize >= 2 )
            #set($val = $util.escapeJavaScript($util.urlDecode($keyVal[1])).replaceAll("\\\\'","'"))
          #else
            #set( $val = '' )
          #end
          "$key": "$val"#if($foreach.hasNext),#end
        #end
      #end
      }
    #end

    ${COMMON}
  `,
};

/** Selection patterns by status code; the empty one is the default response. */
export const DEFAULT_STATUS_CODES: Readonly<Record<string, string>> = {
  200: '',
  400: '[\\s\\S]*\\[400\\][\\s\\S]*',
  401: '[\\s\\S]*\\[401\\][\\s\\S]*',
  403: '[\\s\\S]*\\[403\\][\\s\\S]*',
  404: '[\\s\\S]*\\[404\\][\\s\\S]*',
  422: '[\\s\\S]*\\[422\\][\\s\\S]*',
  500: '[\\s\\S]*(Process\\s?exited\\s?before\\s?completing\\s?request|\\[500\\])[\\s\\S]*',
  502: '[\\s\\S]*\\[502\\][\\s\\S]*',
  504: '([\\s\\S]*\\[504\\][\\s\\S]*)|(.*Task timed out after \\d+\\.\\d+ seconds$)',
};
