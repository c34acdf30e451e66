import { type TemplateOverride } from '@sdp/protocol';

/** Where an override of a template leads, in words. */
export function overrideText(override: TemplateOverride): string {
  switch (override.kind) {
    case 'instance':
      return 'its own instance';
    case 'sandbox':
      return `the instance of ${override.sandbox}`;
    case 'url':
      return override.url;
    case 'baseline':
      return 'the baseline';
  }
}
