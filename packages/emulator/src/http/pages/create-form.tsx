import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Problem } from '../api-error.ts';
import { Field, FieldProblem, invalid } from './parts/field.tsx';

/** What the form was sent with, and why it was refused. */
export interface CreateFormProps {
  readonly values?: Readonly<Record<string, string>>;
  readonly problems?: readonly Problem[];
}

/** The fields, and what they become in a request's body. */
const FIELDS = {
  type: { label: 'Send by', path: 'target.type' },
  value: { label: 'Recipient', path: 'target.value' },
  inviter: { label: 'Invited by (user ID)', path: 'inviter.userId' },
  scopeType: { label: 'Scope type', path: 'groups[0].type' },
  scopeId: { label: 'Scope ID', path: 'groups[0].groupId' },
} as const;

const PATHS: ReadonlySet<string> = new Set(Object.values(FIELDS).map(({ path }) => path));

/** Creates an invitation by hand. */
export function CreateForm({ values = {}, problems = [] }: CreateFormProps): JSX.Element {
  const field = (name: keyof typeof FIELDS) => {
    const { label, path } = FIELDS[name];
    const found = problems.find((problem) => problem.field === path);
    return { id: `new-${name}`, name, label, value: values[name], problem: found && `${label} ${found.message}` };
  };
  const others = problems.filter((problem) => !PATHS.has(problem.field));
  const type = field('type');
  return (
    <details class="new" open={problems.length > 0}>
      <summary class="button primary">New invitation</summary>
      <form method="post" action="/invitations" data-live="The invitation has been created.">
        {others.length > 0 && (
          <p class="problem wide" id="new-problem" role="alert">
            {others.map(({ message }) => message).join(' ')}
          </p>
        )}
        <div class="field">
          <label for={type.id}>{type.label}</label>
          <select id={type.id} name={type.name} {...invalid(type.id, type.problem)}>
            <Choice value="email" chosen={type.value}>
              Email
            </Choice>
            <Choice value="phone" chosen={type.value}>
              Text message
            </Choice>
            <Choice value="internal" chosen={type.value}>
              Inside the app
            </Choice>
          </select>
          <FieldProblem of={type.id}>{type.problem}</FieldProblem>
        </div>
        <Field {...field('value')} required placeholder="ada@example.com" />
        <Field {...field('inviter')} placeholder="user-1" />
        <Field {...field('scopeType')} placeholder="team" />
        <Field {...field('scopeId')} placeholder="team-1" />
        <button type="submit" class="primary">
          Create
        </button>
      </form>
    </details>
  );
}

interface ChoiceProps {
  readonly value: string;
  readonly chosen: string | undefined;
  readonly children: string;
}

function Choice({ value, chosen, children }: ChoiceProps): JSX.Element {
  return (
    <option value={value} selected={value === chosen}>
      {children}
    </option>
  );
}
