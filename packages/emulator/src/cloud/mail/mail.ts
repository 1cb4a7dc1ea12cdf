import { escapeHtml } from '../../shared/escape-html.ts';
import type { InvitationRecord } from '../types.ts';

/** An email as it would have gone out. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Who invites to what, in words that also read well where a name was left out. */
export function inviterName(record: InvitationRecord): string {
  return record.inviter.name ?? record.inviter.email ?? 'Somebody';
}

export function placeName(record: InvitationRecord): string | undefined {
  return record.scopes[0]?.name;
}

/** @param openUrl - A picture of one pixel whose loading says that the mail was opened. */
export function renderMail(
  record: InvitationRecord,
  link: string,
  kind: 'invitation' | 'reminder',
  openUrl: string,
): Mail {
  const place = placeName(record);
  const sentence = `${inviterName(record)} invited you${place ? ` to join ${place}` : ''}`;
  const subject = kind === 'reminder' ? `Reminder: ${sentence}` : sentence;
  const greeting = record.targets[0]?.name ? `Hello ${record.targets[0].name},` : 'Hello,';
  const until =
    record.expiresAt === null ? '' : ` It is valid until ${new Date(record.expiresAt).toUTCString().slice(0, 16)}.`;
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light">
<title>${escapeHtml(subject)}</title>
</head>
<body style="margin:0;padding:32px 16px;background:#f4f4f2;font-family:system-ui,-apple-system,'Segoe UI',sans-serif;color:#1d1d1b">
<main style="max-width:480px;margin:0 auto;background:#fff;border:1px solid #e4e4df;border-radius:12px;padding:32px">
<p style="margin:0 0 16px;font-size:15px;line-height:1.5">${escapeHtml(greeting)}</p>
<h1 style="margin:0 0 24px;font-size:19px;line-height:1.4;font-weight:600">${escapeHtml(sentence)}.</h1>
<p style="margin:0 0 24px"><a href="${escapeHtml(link)}" target="_blank" rel="noopener" style="display:inline-block;background:#3f4fd8;color:#fff;text-decoration:none;font-size:15px;font-weight:600;padding:12px 18px;border-radius:8px">Accept the invitation</a></p>
<p style="margin:0;font-size:13px;line-height:1.5;color:#6a6a64">Or open <a href="${escapeHtml(link)}" target="_blank" rel="noopener" style="color:#3f4fd8;word-break:break-all">${escapeHtml(link)}</a>.${escapeHtml(until)}</p>
</main>
<img src="${escapeHtml(openUrl)}" alt="" width="1" height="1">
</body>
</html>`;
  return {
    subject,
    text: `${greeting}\n\n${sentence}.\n\nAccept the invitation: ${link}\n${until.trim()}\n`,
    html,
  };
}

export function renderSms(record: InvitationRecord, link: string): string {
  const place = placeName(record);
  return `${inviterName(record)} invited you${place ? ` to join ${place}` : ''}: ${link}`;
}
