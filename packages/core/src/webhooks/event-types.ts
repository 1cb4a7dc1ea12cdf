/** The types of webhook events, by the official names (docs/protocol.md §4.3). */
export const WebhookEventTypes: {
  readonly INVITATION_CREATED: 'invitation.created';
  readonly INVITATION_ACCEPTED: 'invitation.accepted';
  readonly INVITATION_DEACTIVATED: 'invitation.deactivated';
  readonly INVITATION_EMAIL_DELIVERED: 'invitation.email.delivered';
  readonly INVITATION_EMAIL_BOUNCED: 'invitation.email.bounced';
  readonly INVITATION_EMAIL_OPENED: 'invitation.email.opened';
  readonly INVITATION_LINK_CLICKED: 'invitation.link.clicked';
  readonly INVITATION_REMINDER_SENT: 'invitation.reminder.sent';
  readonly DEPLOYMENT_CREATED: 'deployment.created';
  readonly DEPLOYMENT_DEACTIVATED: 'deployment.deactivated';
  readonly ABTEST_STARTED: 'abtest.started';
  readonly ABTEST_WINNER_DECLARED: 'abtest.winner_declared';
  readonly MEMBER_CREATED: 'member.created';
  readonly GROUP_MEMBER_ADDED: 'group.member.added';
  readonly EMAIL_COMPLAINED: 'email.complained';
} = {
  INVITATION_CREATED: 'invitation.created',
  INVITATION_ACCEPTED: 'invitation.accepted',
  INVITATION_DEACTIVATED: 'invitation.deactivated',
  INVITATION_EMAIL_DELIVERED: 'invitation.email.delivered',
  INVITATION_EMAIL_BOUNCED: 'invitation.email.bounced',
  INVITATION_EMAIL_OPENED: 'invitation.email.opened',
  INVITATION_LINK_CLICKED: 'invitation.link.clicked',
  INVITATION_REMINDER_SENT: 'invitation.reminder.sent',
  DEPLOYMENT_CREATED: 'deployment.created',
  DEPLOYMENT_DEACTIVATED: 'deployment.deactivated',
  ABTEST_STARTED: 'abtest.started',
  ABTEST_WINNER_DECLARED: 'abtest.winner_declared',
  MEMBER_CREATED: 'member.created',
  GROUP_MEMBER_ADDED: 'group.member.added',
  EMAIL_COMPLAINED: 'email.complained',
};

/** One of the event types this version knows; the Cloud may send others ({@link UnknownVortexEvent}). */
export type WebhookEventType = (typeof WebhookEventTypes)[keyof typeof WebhookEventTypes];

/**
 * Every known webhook event type. A separate list, so that a bundle with only these does not contain the constants'
 * names.
 */
export const ALL_WEBHOOK_EVENT_TYPES: WebhookEventType[] = [
  'invitation.created',
  'invitation.accepted',
  'invitation.deactivated',
  'invitation.email.delivered',
  'invitation.email.bounced',
  'invitation.email.opened',
  'invitation.link.clicked',
  'invitation.reminder.sent',
  'deployment.created',
  'deployment.deactivated',
  'abtest.started',
  'abtest.winner_declared',
  'member.created',
  'group.member.added',
  'email.complained',
];

/** The analytics event names that have an official constant; clients send many others (docs/protocol.md §4.3). */
export const AnalyticsEventTypes: {
  /** A component was shown. */
  readonly WIDGET_LOADED: 'widget_loaded';
  /** An invitation was sent from a component. */
  readonly INVITATION_SENT: 'invitation_sent';
  /** An invitation's link was clicked. */
  readonly INVITATION_CLICKED: 'invitation_clicked';
  /** An invitation was accepted in a component. */
  readonly INVITATION_ACCEPTED: 'invitation_accepted';
  /** A share button was used. */
  readonly SHARE_TRIGGERED: 'share_triggered';
} = {
  WIDGET_LOADED: 'widget_loaded',
  INVITATION_SENT: 'invitation_sent',
  INVITATION_CLICKED: 'invitation_clicked',
  INVITATION_ACCEPTED: 'invitation_accepted',
  SHARE_TRIGGERED: 'share_triggered',
};

/** One of the analytics event names that have a constant. */
export type AnalyticsEventType = (typeof AnalyticsEventTypes)[keyof typeof AnalyticsEventTypes];
