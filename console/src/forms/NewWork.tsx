import { problemOf } from "../api/refusal";
import { Dialog } from "../words/Dialog";
import { t } from "../words/language";
import { type Added, useAddingWork } from "./added-work";
import { SchemaForm } from "./SchemaForm";
import type { Values } from "./values";
import { WORK } from "./work";

interface Props extends Added {
  values: Values;
}

/** Adds a title that the look-up did not find, and chooses it; one that was there is not changed. */
export default function NewWork({ values, onClose, onAdded }: Props) {
  const adding = useAddingWork({ onClose, onAdded });
  return (
    <Dialog opened busy={adding.isPending} onClose={onClose} title={t("New title")}>
      <SchemaForm
        schema={WORK}
        values={values}
        submit={t("Add the title")}
        pending={adding.isPending}
        problem={adding.error ? problemOf(adding.error) : null}
        onSubmit={adding.mutate}
        onCancel={onClose}
      />
    </Dialog>
  );
}
