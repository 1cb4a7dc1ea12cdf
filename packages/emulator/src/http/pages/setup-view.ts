import type { Cloud } from '../../cloud/cloud.ts';
import { environment } from './environment.ts';
import { type Html, html } from './html.ts';
import { keysPanel } from './keys-panel.ts';
import { shell } from './shell.ts';
import { timePanel } from './time-panel.ts';
import { webhooksPanel } from './webhooks-panel.ts';

/** What the page is asked for, beside what there is. */
export interface SetupQuery {
  /** A secret that has just been made: shown now, and never again. */
  readonly made?: { readonly title: string; readonly variable: string; readonly secret: string };
  readonly problem?: { readonly at: 'keys' | 'webhooks'; readonly message: string };
}

/** The page at `/setup`: what apps are given, and where events go. */
export function setupView(cloud: Cloud, { made, problem }: SetupQuery = {}): Html {
  const at = (panel: 'keys' | 'webhooks') => (problem?.at === panel ? problem.message : undefined);
  return shell(
    cloud,
    'setup',
    'Setup',
    html`<div class="head"><h1>Setup</h1></div>
${made && once(made)}
${webhooksPanel(cloud, at('webhooks'))}
${keysPanel(cloud, at('keys'))}
${timePanel(cloud)}
<section id="environment" aria-labelledby="environment-title"><h2 id="environment-title">Environment</h2>
<p class="quiet">What an app needs to find this emulator, as <code>vortex dev</code> has printed it.</p>
<pre tabindex="0">${environment(cloud)}</pre></section>`,
  );
}

/** The script keeps it while the page changes around it. */
function once({ title, variable, secret }: NonNullable<SetupQuery['made']>): Html {
  return html`<section class="once" id="once" data-keep tabindex="-1" aria-labelledby="once-title">
<h2 id="once-title">${title}</h2>
<p class="quiet">It is shown this once. Put it into your app's environment now.</p>
<pre tabindex="0"><span class="quiet">${variable}=</span><span class="secret">${secret}</span></pre>
<div class="row"><button class="primary copy" type="button" data-copy="${secret}">Copy</button><a class="button" href="/setup">Done</a></div>
</section>`;
}
