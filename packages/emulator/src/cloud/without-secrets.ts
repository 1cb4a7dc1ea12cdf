/** An API key of Vortex, and a JWT. */
const KEY = /\bVRTX\.[\w-]+\.[^\s"'\\&]+/g;
const JWT = /\bey[\w-]{8,}\.[\w-]+\.[\w-]*/g;
/** A string under a name that says what it is; also in JSON that has been cut off. */
const NAMED =
  /("[^"]{0,40}(?:secret|token|password|api[_-]?key|authorization|attestation)[^"]{0,40}"\s*:\s*)"(?:[^"\\]|\\.)*(?:"|$)/gi;

/** A body without what could be used by somebody who sees it over a shoulder. */
export function withoutSecrets(text: string): string {
  return text.replace(NAMED, '$1"[hidden]"').replace(KEY, 'VRTX.[hidden]').replace(JWT, '[hidden token]');
}
