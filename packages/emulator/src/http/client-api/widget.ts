import { randomUUID } from 'node:crypto';
import { DEPLOYMENT_ID } from '../../shared/constants.ts';

/** A prop of a component, as the mobile SDKs decode it: none without both fields. */
interface Prop {
  readonly value: unknown;
  readonly valueType: 'array' | 'pageData' | 'theme' | 'string';
}

/** The blocks of the form that the mobile SDKs draw. */
const FORM = {
  root: {
    id: 'root',
    type: 'root',
    subtype: 'vrtx-root',
    children: [
      { id: 'email', type: 'block', subtype: 'vrtx-email-invitations' },
      { id: 'share', type: 'block', subtype: 'vrtx-share-options' },
    ],
  },
};

const PROPS: Readonly<Record<string, Prop>> = {
  'vortex.components': { value: ['vortex.components.emailinvitations', 'vortex.components.share'], valueType: 'array' },
  'vortex.components.form': { value: FORM, valueType: 'pageData' },
  'vortex.components.share.options': { value: ['copyLink', 'sms', 'email'], valueType: 'array' },
  'vortex.theme': { value: { name: 'emulator', options: [] }, valueType: 'theme' },
};

/**
 * What a component asks for before it shows itself. The frame, and the names and types of what is in it, are those that
 * the iOS and Android sources decode; which blocks there are is a choice.
 */
export function widgetConfiguration(id: string, origin: string): Record<string, unknown> {
  return {
    widgetConfiguration: {
      id,
      name: id,
      slug: id,
      version: '1',
      type: 'vortex-widget',
      configuration: { meta: { configuration: { version: '1', componentType: 'invite' } }, props: PROPS },
    },
    deploymentId: DEPLOYMENT_ID,
    widgetType: 'invite',
    environmentRole: 'development',
    environmentName: 'emulator',
    renderer: { url: `${origin}/component.js` },
    // Components send it back in a header of their own; nothing here depends on it.
    sessionAttestation: randomUUID(),
  };
}
