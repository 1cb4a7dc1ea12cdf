/** A heading, a sentence, and the routes below it: `METHOD path` and what it does. */
export interface RouteGroup {
  readonly about: string;
  readonly routes: Readonly<Record<string, string>>;
}

/** The emulator's HTTP API. A test asks a running emulator for each, and finds each route of the code in here. */
export const EMULATOR_ROUTES: Readonly<Record<string, RouteGroup>> = {
  'Server API': {
    about:
      "What your server calls, with an API key in `x-api-key`. The SDK's client does it for you; the routes are those of Vortex Cloud.",
    routes: {
      'POST /api/v1/invitations': 'Create an invitation.',
      'GET /api/v1/invitations': 'List the open invitations to an address: `targetType`, `targetValue`.',
      'GET /api/v1/invitations/:id': 'Read an invitation.',
      'DELETE /api/v1/invitations/:id': 'Revoke an invitation.',
      'POST /api/v1/invitations/:id/reinvite': 'Send it again.',
      'POST /api/v1/invitations/accept': 'Accept: `{ invitationIds, user }`.',
      'POST /api/v1/invitations/sync-internal-invitation': 'Settle invitations that your app shows itself.',
      'GET /api/v1/invitations/by-scope/:type/:id': 'List the open invitations into a scope, 20 a page from `start`.',
      'DELETE /api/v1/invitations/by-scope/:type/:id': 'Delete all invitations into a scope.',
      'GET /api/v1/invitations/by-scope/:type/:id/autojoin': "A scope's autojoin domains.",
      'GET /api/v1/invitations/by-group/:type/:id': 'The older name of `by-scope`.',
      'DELETE /api/v1/invitations/by-group/:type/:id': 'The older name of `by-scope`.',
      'GET /api/v1/invitations/by-group/:type/:id/autojoin': 'The older name of `by-scope`.',
      'POST /api/v1/invitations/autojoin': "Set a scope's autojoin domains.",
      'GET /api/v1/invitations/autojoin/by-domain/:domain': 'The scopes that a domain may join.',
      'GET /api/v1/invitations/autojoin/:id': 'One autojoin domain.',
      'DELETE /api/v1/invitations/autojoin/:id': 'Remove one autojoin domain.',
    },
  },
  'Client API': {
    about: 'What components in a page and mobile apps call, with a token in `Authorization: Bearer`.',
    routes: {
      'GET /api/v1/widgets/:id': 'The configuration of a component.',
      'POST /api/v1/invitations': 'Invite, as the user of the token.',
      'GET /api/v1/invitations': 'The invitations to the user, 20 a page from `cursor`.',
      'GET /api/v1/invitations/sent': 'The invitations the user has sent.',
      'GET /api/v1/invitations/:id': 'Read an invitation that the user sent or got.',
      'DELETE /api/v1/invitations/:id': 'Revoke as its creator, decline as the invited person.',
      'POST /api/v1/invitations/accept': 'Accept one: `{ invitationId, isExisting }`.',
      'POST /api/v1/invitations/generate-shareable-link-invite': 'Make a link for many people.',
      'POST /api/v1/deferred-links/match': 'Find the link that brought a freshly installed app.',
      'POST /api/v1/events': 'Report a use of the component: it becomes an analytics event.',
    },
  },
  Administration: {
    about:
      'What tests and the CLI call, on the emulator only. No key: pages of other sites are kept out, and so are other machines unless you let them in.',
    routes: {
      'GET /__emulator/health': 'Whether it is up.',
      'GET /__emulator/state': 'Its address, its clock, and how much it holds.',
      'POST /__emulator/reset': 'Start again from nothing.',
      'POST /__emulator/time': 'Move the clock forward: `{ "ms": 86400000 }`.',
      'POST /__emulator/faults':
        'Let the next requests fail: `{ "status": 503, "times": 2 }`, or with `delay` or `drop`.',
      'DELETE /__emulator/faults': 'No more faults.',
      'GET /__emulator/keys': 'The API keys, without their secrets.',
      'POST /__emulator/keys': 'Make one; the response is the only one that shows it.',
      'DELETE /__emulator/keys/:id': 'Revoke one.',
      'GET /__emulator/webhooks': 'The webhook endpoints.',
      'POST /__emulator/webhooks': 'Add one: `{ "url": "...", "events": ["..."], "secret": "..." }`.',
      'DELETE /__emulator/webhooks/:id': 'Remove one.',
      'POST /__emulator/webhooks/:id/rotate': 'Give it another secret.',
      'POST /__emulator/webhooks/:id/pause': 'Hold its events back, or go on: `{ "paused": true }`.',
      'GET /__emulator/outbox':
        'The newest 100 messages; `to`, `kind` and `invitation` filter, `wait` waits that many milliseconds for one.',
      'GET /__emulator/outbox/:id': 'One message: subject, text, HTML, link.',
      'GET /__emulator/invitations': 'All invitations, 100 a page from `start`.',
      'GET /__emulator/deliveries': 'The latest deliveries with their attempts; `webhook` and `attempted` filter.',
      'POST /__emulator/deliveries/:id/redeliver': 'Deliver it again.',
    },
  },
  'Links and the component': {
    about: 'What people open, in a browser.',
    routes: {
      'GET /i/:code': "An invitation's link: counts the click and leads to your landing page.",
      'GET /i/:channel/:code': 'The same, shared through a channel (`e` email, `m` text message, `w` WhatsApp, ...).',
      'POST /i/:code/accept': "Accept on the emulator's own page.",
      'POST /i/:code/decline': "Decline on the emulator's own page.",
      'GET /outbox/:id/open.gif': 'The picture that shows that an email was opened.',
      'GET /component.js': 'The script of `<vortex-invite>`.',
    },
  },
};
