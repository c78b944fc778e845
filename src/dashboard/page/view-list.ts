import type { ComponentType } from 'preact';

/** The views in the order of the rail, each with the letter that follows `g`. */
export const VIEWS = [
  { id: 'requests', name: 'Requests', key: 'r', group: 0 },
  { id: 'compose', name: 'Compose', key: 'c', group: 0 },
  { id: 'sockets', name: 'Sockets', key: 's', group: 0 },
  { id: 'functions', name: 'Functions', key: 'f', group: 1 },
  { id: 'apis', name: 'APIs', key: 'a', group: 1 },
  { id: 'access', name: 'Access', key: 'x', group: 1 },
  { id: 'templates', name: 'Templates', key: 't', group: 1 },
  { id: 'metrics', name: 'Metrics and cost', key: 'm', group: 2 },
  { id: 'drills', name: 'Drills', key: 'd', group: 2 },
  { id: 'problems', name: 'Problems', key: 'p', group: 2 },
] as const;

/** Every view but the first is loaded when it is first shown. */
export const LAZY_VIEWS: Readonly<Record<string, () => Promise<ComponentType>>> = {
  compose: async () => (await import('./views/compose/compose.tsx')).Compose,
  sockets: async () => (await import('./views/sockets/sockets.tsx')).Sockets,
  functions: async () => (await import('./views/functions/functions.tsx')).Functions,
  apis: async () => (await import('./views/apis.tsx')).Apis,
  access: async () => (await import('./views/access/access.tsx')).Access,
  templates: async () => (await import('./views/templates/templates.tsx')).Templates,
  metrics: async () => (await import('./views/metrics.tsx')).default,
  drills: async () => (await import('./views/drills/drills.tsx')).Drills,
  problems: async () => (await import('./views/problems.tsx')).Problems,
};
