import type { UnfurlConfig } from '../../../cloud/types.ts';
import type { BodyReader, Fields } from '../../validation.ts';

const UNFURL_TYPES = ['website', 'article', 'video', 'music', 'book', 'profile', 'product'];

export function readUnfurlConfig(reader: BodyReader, body: Fields): UnfurlConfig | null {
  const from = reader.optionalObject(body, 'unfurlConfig');
  if (!from) return null;
  const config: Record<string, string> = {};
  for (const name of ['title', 'description', 'image', 'type', 'siteName']) {
    const value = reader.optionalString(from, `unfurlConfig.${name}`);
    if (value !== undefined) config[name] = value;
  }
  if (config.image && !config.image.startsWith('https://')) {
    reader.problem('unfurlConfig.image', 'must be an https:// address: link previews load nothing else.');
  }
  if (config.type && !UNFURL_TYPES.includes(config.type)) {
    reader.problem('unfurlConfig.type', `must be one of ${UNFURL_TYPES.join(', ')}.`);
  }
  return config;
}
