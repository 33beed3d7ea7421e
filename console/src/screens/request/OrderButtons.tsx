import { ActionIcon, Button } from "@mantine/core";
import { Icon } from "../../words/Icon";
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
        aria-label={`Move ${name} up`}
        disabled={disabled || place === 0}
        onClick={() => onMove(place - 1)}
      >
        <Icon name="up" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        aria-label={`Move ${name} down`}
        disabled={disabled || place === of - 1}
        onClick={() => onMove(place + 1)}
      >
        <Icon name="down" />
      </ActionIcon>
      {onRemove ? (
        <Button
          variant="subtle"
          size="compact-xs"
          aria-label={`Remove ${name}`}
          disabled={disabled}
          onClick={onRemove}
        >
          Remove
        </Button>
      ) : null}
    </span>
  );
}
