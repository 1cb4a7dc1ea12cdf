/** What one look has found. */
export interface Check {
  readonly name: 'node' | 'key' | 'address' | 'secret' | 'browser' | 'api' | 'clock' | 'app';
  readonly status: 'ok' | 'warning' | 'problem' | 'skipped';
  readonly message: string;
  /** What to do about it. */
  readonly fix?: string;
}

export function ok(name: Check['name'], message: string): Check {
  return { name, status: 'ok', message };
}

export function warning(name: Check['name'], message: string, fix: string): Check {
  return { name, status: 'warning', message, fix };
}

export function problem(name: Check['name'], message: string, fix: string): Check {
  return { name, status: 'problem', message, fix };
}

export function skipped(name: Check['name'], message: string): Check {
  return { name, status: 'skipped', message };
}
