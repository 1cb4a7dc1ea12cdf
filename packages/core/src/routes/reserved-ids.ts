/** Words that Vortex Cloud and we have routes for: none of them is an invitation's id (docs/protocol.md §3.2). */
export const RESERVED_IDS: ReadonlySet<string> = new Set([
  'accept',
  'autojoin',
  'by-scope',
  'by-group',
  'sync-internal-invitation',
]);
