import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Cloud } from '../../../cloud/cloud.ts';
import { CLI } from '../../../shared/cli-name.ts';
import { Environment } from '../environment.tsx';
import { Action } from '../parts/action.tsx';
import { Copy } from '../parts/copy.tsx';
import { Shell } from '../shell.tsx';
import { KeysPanel } from './keys-panel.tsx';
import { TimePanel } from './time-panel.tsx';
import { WebhooksPanel } from './webhooks-panel.tsx';

/** What the page is asked for, beside what there is. */
export interface SetupQuery {
  /** A secret that has just been made: shown now, and never again. */
  readonly made?: { readonly title: string; readonly variable: string; readonly secret: string };
  readonly problem?: { readonly at: 'keys' | 'webhooks'; readonly message: string; readonly value?: string };
}

/** The page at `/setup`: what apps are given, and where events go. */
export function SetupView({ cloud, query: { made, problem } = {} }: SetupProps): JSX.Element {
  return (
    <Shell cloud={cloud} section="setup" title="Setup">
      <div class="head">
        <h1>Setup</h1>
      </div>
      {made && <Once {...made} />}
      <section id="environment" aria-labelledby="environment-title">
        <h2 id="environment-title">Environment</h2>
        <p class="quiet">
          What an app needs to find this emulator, as <code>{CLI} dev</code> printed it.
        </p>
        <Environment cloud={cloud} />
      </section>
      <WebhooksPanel cloud={cloud} {...(problem?.at === 'webhooks' && { problem })} />
      <KeysPanel cloud={cloud} {...(problem?.at === 'keys' && { problem: problem.message })} />
      <TimePanel clock={cloud.clock} />
      <section id="reset" aria-labelledby="reset-title">
        <h2 id="reset-title">Start over</h2>
        <p class="quiet">Deletes all invitations, messages and deliveries. Webhook endpoints and keys are kept.</p>
        <Action
          path="/reset"
          label="Reset"
          said="The emulator has been reset."
          confirm="Delete all invitations, messages and deliveries?"
        />
      </section>
    </Shell>
  );
}

interface SetupProps {
  readonly cloud: Cloud;
  readonly query?: SetupQuery | undefined;
}

/** The script keeps it while the page changes around it. */
function Once({ title, variable, secret }: NonNullable<SetupQuery['made']>): JSX.Element {
  return (
    <section class="once" id="once" data-keep tabindex={-1} aria-labelledby="once-title">
      <h2 id="once-title">{title}</h2>
      <p class="quiet">It is shown only once. Add it to your app's environment.</p>
      <pre tabindex={0}>
        <span class="quiet">{variable}=</span>
        <span class="secret">{secret}</span>
      </pre>
      <div class="row">
        <Copy what="the secret" text={secret} primary />
        <a class="button" href="/setup">
          Done
        </a>
      </div>
    </section>
  );
}
