import type { UseMutationResult } from "@tanstack/react-query";
import { problemOf } from "../api/refusal";
import { Dialog } from "../words/Dialog";
import { SchemaForm } from "./SchemaForm";
import type { FieldSchema } from "./schema";
import type { Values } from "./values";

interface Props {
  opened: boolean;
  title: string;
  /** The form as the API says it; nothing is drawn before it is there. */
  schema: FieldSchema | undefined;
  values: Values;
  submit: string;
  saving: UseMutationResult<unknown, Error, Values>;
  onClose: () => void;
}

/** A record that is written in a dialog, whole: what the API refuses stands at its fields. */
export function FormDialog({ opened, title, schema, values, submit, saving, onClose }: Props) {
  return (
    <Dialog opened={opened} onClose={onClose} title={title} busy={saving.isPending}>
      {schema ? (
        <SchemaForm
          schema={schema}
          values={values}
          submit={submit}
          pending={saving.isPending}
          problem={saving.error ? problemOf(saving.error) : null}
          onSubmit={(body) => saving.mutate(body)}
          onCancel={onClose}
        />
      ) : null}
    </Dialog>
  );
}
