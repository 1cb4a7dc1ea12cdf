import base from './browser/style/base.css?text';
import code from './browser/style/code.css?text';
import forms from './browser/style/forms.css?text';
import layout from './browser/style/layout.css?text';
import lists from './browser/style/lists.css?text';
import mailbox from './browser/style/mailbox.css?text';

/** The style sheet of every page of ours. */
export const STYLE: string = [base, layout, lists, forms, code, mailbox].join('\n');
