import { useMutation } from "@tanstack/react-query";
import { tell } from "../api/client";
import { queryClient } from "../api/queries";
import { problemOf } from "../api/refusal";
import { Dialog } from "../words/Dialog";
import { t } from "../words/language";
import { describe, type Found } from "./lookup";
import { SchemaForm } from "./SchemaForm";
import type { FieldSchema } from "./schema";
import type { Values } from "./values";

interface Props {
  field: FieldSchema;
  typed: string;
  onClose: () => void;
  onAdded: (one: Found) => void;
}

/** Adds the record that a look-up lacks, by the form that its field brings along. */
export default function NewRecord({ field, typed, onClose, onAdded }: Props) {
  const create = field["x-create"];
  const adding = useMutation({
    mutationFn: (body: Values) => tell<Values>("POST", create?.url ?? "", { body }),
    onSuccess: (answer) => {
      void queryClient.invalidateQueries({ queryKey: ["lookup"] });
      onAdded(describe(answer, field));
      onClose();
    },
  });
  if (!create) return null;
  const sought = typed.trim() ? { [field["x-value"] ?? "id"]: typed.trim() } : {};
  return (
    <Dialog opened busy={adding.isPending} onClose={onClose} title={t(create.title)}>
      <SchemaForm
        schema={create.schema}
        values={{ ...create.values, ...sought }}
        submit={t("Add it")}
        pending={adding.isPending}
        problem={adding.error ? problemOf(adding.error) : null}
        onSubmit={adding.mutate}
        onCancel={onClose}
      />
    </Dialog>
  );
}
