import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';

interface FieldProps {
  /** Unique on the page. */
  readonly id: string;
  readonly label: string;
  readonly name: string;
  readonly type?: string;
  readonly value?: string | undefined;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly maxlength?: number;
  readonly autocomplete?: string;
  /** Beside the label. */
  readonly hint?: string;
  /** What is wrong with it. */
  readonly problem?: string | undefined;
}

/** A labelled field, with what is wrong with it right below. */
export function Field({ id, label, hint, problem, autocomplete = 'off', ...input }: FieldProps): JSX.Element {
  return (
    <div class="field">
      <label for={id}>
        {label} {hint && <span class="quiet">({hint})</span>}
      </label>
      <input id={id} autocomplete={autocomplete} {...input} {...invalid(id, problem)} />
      <FieldProblem of={id}>{problem}</FieldProblem>
    </div>
  );
}

/** The attributes that tie a field to what is wrong with it. */
export function invalid(id: string, problem: string | undefined): object {
  return problem === undefined ? {} : { 'aria-invalid': 'true', 'aria-describedby': `${id}-problem` };
}

/** What is wrong with the field of this id; nothing where nothing is. */
export function FieldProblem({ of, children }: { readonly of: string; readonly children?: Child }): JSX.Element {
  return (
    <>
      {children && (
        <p class="problem" id={`${of}-problem`} role="alert">
          {children}
        </p>
      )}
    </>
  );
}
