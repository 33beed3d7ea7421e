import { useState } from "react";
import { problemOf } from "../../api/refusal";
import type { Offer } from "../../api/types";
import { SchemaForm } from "../../forms/SchemaForm";
import type { Values } from "../../forms/values";
import { Dialog } from "../../words/Dialog";
import { t } from "../../words/language";
import { ChangedMeanwhile } from "./ChangedMeanwhile";
import { type Letter, LetterPreview } from "./LetterPreview";
import { useAct } from "./use-act";

interface Props {
  id: string;
  offer: Offer;
  values: Values;
  /** The version seen when the form was opened; the page behind it may move on. */
  version: number;
  onClose: () => void;
}

/** The form of one action, drawn from its schema; kept open, as typed, until the desk agrees. */
export function ActionDialog({ id, offer, values, version, onClose }: Props) {
  const [seen, setSeen] = useState(version);
  const acting = useAct(id, onClose);
  const problem = acting.error ? problemOf(acting.error) : null;
  const newer = problem?.status === 409 && problem.changed ? problem.version : undefined;

  const letter = offer.schema["x-letter"] as Letter | undefined;

  function submit(body: Values) {
    // Having been shown what changed, the person decides on the newer version.
    const decidedOn = newer ?? seen;
    setSeen(decidedOn);
    acting.mutate({ offer, body, version: decidedOn });
  }

  return (
    <Dialog opened onClose={onClose} title={t(offer.label)}>
      <SchemaForm
        schema={offer.schema}
        values={values}
        submit={newer === undefined ? t(offer.label) : t("Try again on the new version")}
        danger={offer.tone === "danger"}
        pending={acting.isPending}
        problem={problem}
        aside={problem ? <ChangedMeanwhile problem={problem} /> : null}
        beneath={(typed) =>
          letter ? <LetterPreview id={id} letter={letter} values={typed} /> : null
        }
        onSubmit={submit}
        onCancel={onClose}
      />
    </Dialog>
  );
}
