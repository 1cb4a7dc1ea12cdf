/**
 * The names that programs which draw previews go by. `bot` counts at the end of a name or of its first part
 * (`Slackbot-LinkExpanding`), but not as the maker of phones.
 */
const ROBOT = /(?<!^cu)bot(?=$|-)|crawler|spider|externalhit|preview|scraper|unfurl|embedly|iframely|cardyb|vkshare/i;

/** Chat apps fetch previews under their bare name; as browsers they begin with `Mozilla`. */
const CHAT_APP = /^(whatsapp|viber|notion|mattermost|rocket\.chat|google-docs|slack)/i;

/**
 * Whether a User-Agent is that of a program that draws a preview of a link, rather than a person's browser. Decided by
 * the agent's own name: what stands in brackets beside it is the device, and phones are called `CUBOT NOTE 20` or
 * `M BOT 551`. Only brackets that begin with `compatible` hold a name, and only robots leave an address (`+https://`).
 */
export function isPreview(userAgent: string | undefined): boolean {
  if (userAgent === undefined) return false;
  if (/[(;\s]\+?https?:\/\//.test(userAgent)) return true;
  const outside = userAgent.replace(/\([^()]*\)/g, ' ');
  const compatible = [...userAgent.matchAll(/\(compatible;([^()]*)\)/gi)].map(([, names]) => names ?? '');
  const names = [outside, ...compatible].join(' ').split(/[\s;]+/);
  if (names.some((name) => ROBOT.test(name.split('/')[0] ?? ''))) return true;
  return CHAT_APP.test(userAgent) || compatible.some((text) => CHAT_APP.test(text.trim()));
}
