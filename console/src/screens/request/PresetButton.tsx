import { Button, type ButtonProps } from "@mantine/core";
import { t } from "../../words/language";
import { presetFor, useDeskActions } from "./desk-actions";

interface Props extends Pick<ButtonProps, "variant" | "color"> {
  action: string;
  /** The one thing that the action is about. */
  chosen: string;
  /** The button's words; the API's own where there are none. */
  label?: string;
  /** What it is called to who does not see beside what it stands. */
  spoken: (label: string) => string;
  /** Its form opens all the same, with that thing filled in. */
  asks?: boolean;
}

/** An action about one thing of several, for as long as it is offered. */
export function PresetButton({ action, chosen, label, spoken, asks = false, ...look }: Props) {
  const { offers, start, running } = useDeskActions();
  const offer = offers.find((one) => one.action === action);
  const preset = offer ? presetFor(offer, chosen) : null;
  if (!offer || !preset) return null;
  const words = label ?? t(offer.label);
  const filled = { ...offer, values: { ...offer.values, ...preset } };
  return (
    <Button
      {...look}
      aria-label={spoken(words)}
      disabled={running !== null}
      onClick={() => (asks ? start(filled) : start(offer, preset))}
    >
      {words}
    </Button>
  );
}
