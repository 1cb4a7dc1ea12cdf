import { catchUp } from '../catch-up.ts';
import { announce, type Cloud, measure } from '../cloud.ts';
import { click, unfurl, view } from '../invitations/invitation.ts';
import type { InvitationRecord } from '../types.ts';

/** The invitation of a short link's code, whether it is still open or not. */
export function findByCode(cloud: Cloud, code: string): InvitationRecord | undefined {
  catchUp(cloud);
  return cloud.store.byCode(code);
}

/** A person has followed the link, from this network address. */
export function followLink(cloud: Cloud, record: InvitationRecord, address: string): void {
  const at = cloud.clock.now();
  click(record, at);
  cloud.store.save(record);
  cloud.clickedLinks.put(address, { invitationId: record.id, at });
  announce(cloud, 'invitation.link.clicked', record);
  measure(cloud, 'invitation_clicked', record);
}

/** A preview has been fetched. */
export function previewLink(cloud: Cloud, record: InvitationRecord): void {
  unfurl(record, cloud.clock.now());
  cloud.store.save(record);
}

/** The accept page has been shown. */
export function viewInvitation(cloud: Cloud, record: InvitationRecord): void {
  view(record);
  cloud.store.save(record);
}

/** Where a person goes who has followed the link: the app's own page, if there is one. */
export function landingUrl(cloud: Cloud, record: InvitationRecord): string | undefined {
  const { landingPage, landingPageParameter } = cloud.settings;
  if (landingPage === undefined) return undefined;
  const url = new URL(landingPage);
  url.searchParams.set(landingPageParameter, record.id);
  return url.href;
}
