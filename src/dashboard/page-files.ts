import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express from 'express';
import type { Express, Response } from 'express';

/**
 * Nothing but the page's own files runs, and it connects to this port only. uPlot sets styles of elements by script, which a policy of
 * style sheets allows; there is no inline style in the page's text.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page's files: beside the built package, or in `dist` of a checkout that runs from source. */
const PLACES = ['../console/', '../../dist/console/'].map((place) => fileURLToPath(new URL(place, import.meta.url)));

/** Serves the page, one document whose views stand in the fragment, and its files. */
export function servePage(app: Express): void {
  const folder = PLACES.find((place) => existsSync(place));
  if (folder === undefined) return;
  const setHeaders = (response: Response): void => {
    response.setHeader('Content-Security-Policy', POLICY);
    response.setHeader('X-Frame-Options', 'DENY');
    response.setHeader('Cache-Control', 'no-cache');
  };
  app.use(
    '/',
    express.static(folder, {
      index: 'index.html',
      redirect: false,
      fallthrough: true,
      setHeaders,
      cacheControl: false,
    }),
  );
}
