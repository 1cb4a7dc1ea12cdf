import type { WebhookEventType } from '@vortex/core';

/** When an event is sent. Names are official (protocol §4.3); the moments marked so are what the emulator does. */
export const EVENT_MOMENTS: Readonly<Record<WebhookEventType, string>> = {
  'invitation.created': 'An invitation has been created, through the API or by a component.',
  'invitation.accepted': 'An invitation has been accepted. A link for many people sends one for each of them.',
  'invitation.deactivated': 'An invitation has been revoked, declined, or switched off with its scope.',
  'invitation.email.delivered': "The recipient's mail server has taken the email.",
  'invitation.email.bounced': 'The email could not be delivered.',
  'invitation.email.opened': 'The email has been opened.',
  'invitation.link.clicked': "Somebody opened the invitation's link.",
  'invitation.reminder.sent': 'The invitation has been sent again: automatically, or by `reinvite`.',
  'deployment.created': 'A deployment of a component has been created in the dashboard.',
  'deployment.deactivated': 'A deployment of a component has been switched off in the dashboard.',
  'abtest.started': 'An A/B test of a component has started.',
  'abtest.winner_declared': 'An A/B test of a component has ended with a winner.',
  'member.created': 'A person has become a member through an invitation.',
  'group.member.added': 'A person has been added to a scope through an invitation: one event for each scope.',
  'email.complained': 'A recipient has marked the email as spam.',
};
