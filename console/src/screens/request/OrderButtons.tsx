import { ActionIcon, Button } from "@mantine/core";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import styles from "./Scans.module.css";

interface Props {
  name: string;
  place: number;
  of: number;
  disabled?: boolean;
  onMove: (to: number) => void;
  onRemove?: () => void;
}

/** Moves one file of several up or down, or leaves it out. */
export function OrderButtons({ name, place, of, disabled, onMove, onRemove }: Props) {
  return (
    <span className={styles.buttons}>
      <ActionIcon
        variant="default"
        aria-label={t("Move {name} up", { name })}
        disabled={disabled || place === 0}
        onClick={() => onMove(place - 1)}
      >
        <Icon name="up" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        aria-label={t("Move {name} down", { name })}
        disabled={disabled || place === of - 1}
        onClick={() => onMove(place + 1)}
      >
        <Icon name="down" />
      </ActionIcon>
      {onRemove ? (
        <Button
          variant="subtle"
          size="compact-xs"
          aria-label={t("Remove {name}", { name })}
          disabled={disabled}
          onClick={onRemove}
        >
          {t("Remove")}
        </Button>
      ) : null}
    </span>
  );
}
