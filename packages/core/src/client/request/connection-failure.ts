import type { SafeCause } from './safe-cause.ts';

/**
 * How far a request came that got no complete answer: `unsent`, and another attempt may come further; `barred`, and no
 * other attempt will; `unclear`, and the server may have got it; `unclear-barred`, and both hold.
 */
export type Reach = 'unsent' | 'barred' | 'unclear' | 'unclear-barred';

/** The system calls that come before a request is sent, as Node names them. */
const BEFORE_SENDING = /^(connect|bind|getaddrinfo|query\w*)$/;

/** The codes of the same, from runtimes and errors that name no system call. */
const NEVER_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket)$/;

/** OpenSSL's names for certificates that are refused, and Node's own. */
const CERTIFICATE =
  /^(CERT_\w+|CRL_\w+|\w*SELF_SIGNED_CERT\w*|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)_\w+|ERR_TLS_CERT_\w+|INVALID_(CA|PURPOSE)|UNSPECIFIED|CA_MD_TOO_WEAK|(EE|CA)_KEY_TOO_SMALL|UNKNOWN_CERTIFICATE_VERIFICATION_ERROR|HOSTNAME_MISMATCH|PATH_LENGTH_EXCEEDED|ERROR_IN_(CERT|CRL)_\w+)$/;

/** Everything else that keeps the two sides from a TLS connection. */
const TLS = /^ERR_(SSL|TLS)_/;

/** Permission flags of Node and Deno. */
const FORBIDDEN = /^(ERR_ACCESS_DENIED|NotCapable|PermissionDenied)$/;

/** Deno has words where Node has codes. */
const DENO_CERTIFICATE = /invalid peer certificate/;
const DENO_CONNECT = /client error \(Connect\)/;

/** The ports that every `fetch` refuses, in the words of Node and of Deno. */
const BLOCKED_PORT = /^(bad port|Fetch failed: Requests to port \d+ are blocked)$/;

/** Decides by every inner error: of a name with several addresses, each may have failed in its own way. */
export function reachOf(cause: SafeCause): Reach {
  const { errors, cause: inner } = cause;
  if (errors?.length) {
    const all = errors.map(reachOf);
    const unclear = all.some(isUnclear);
    // One address with a wrong certificate has one every time.
    if (leaves(cause).some(isTls)) return unclear ? 'unclear-barred' : 'barred';
    if (unclear) return 'unclear';
    return all.includes('unsent') ? 'unsent' : 'barred';
  }
  return ownReach(cause) ?? (inner instanceof Error ? reachOf(inner) : 'unclear');
}

/** Whether the server may have got the request. */
export function isUnclear(reach: Reach | undefined): boolean {
  return reach === 'unclear' || reach === 'unclear-barred';
}

function ownReach(cause: SafeCause): Reach | undefined {
  const { code = '', name, syscall, message } = cause;
  if (isTls(cause) || FORBIDDEN.test(code) || FORBIDDEN.test(name) || BLOCKED_PORT.test(message)) return 'barred';
  if (syscall !== undefined) return BEFORE_SENDING.test(syscall) ? 'unsent' : 'unclear';
  return NEVER_CONNECTED.test(code) || DENO_CONNECT.test(message) ? 'unsent' : undefined;
}

/** Whether the server's certificate is what was refused. */
export function isCertificateError(cause: SafeCause): boolean {
  return leaves(cause).some(({ code = '', message }) => isCertificate(code, message));
}

function isTls({ code = '', message }: SafeCause): boolean {
  return TLS.test(code) || isCertificate(code, message);
}

function isCertificate(code: string, message: string): boolean {
  return CERTIFICATE.test(code) || DENO_CERTIFICATE.test(message);
}

/** What went wrong, in a few words: the codes beneath, else the name and message of what lies deepest. */
export function reasonOf(cause: SafeCause): string {
  const reasons = leaves(cause).map(({ code, name, message }) => {
    if (code !== undefined) return code;
    if (/^(Type|Aggregate)?Error$/.test(name)) return message || name;
    return message ? `${name}: ${message}` : name;
  });
  return [...new Set(reasons)].join(', ');
}

/** The errors that say most: the deepest ones, or those above them where only they have a code. */
function leaves(cause: SafeCause): SafeCause[] {
  const { errors, cause: inner } = cause;
  const beneath = errors?.length ? errors : inner instanceof Error ? [inner] : [];
  if (beneath.length === 0) return [cause];
  const found = (beneath as readonly SafeCause[]).flatMap(leaves);
  return cause.code !== undefined && !found.some(({ code }) => code !== undefined) ? [cause] : found;
}
