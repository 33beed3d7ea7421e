import { ActionIcon, type MantineColorScheme, Tooltip, useMantineColorScheme } from "@mantine/core";
import { Icon, type IconName } from "../../words/Icon";
import { mark, t } from "../../words/language";

const NEXT: Record<MantineColorScheme, MantineColorScheme> = {
  auto: "light",
  light: "dark",
  dark: "auto",
};
const SHOWN: Record<MantineColorScheme, { icon: IconName; words: string }> = {
  auto: { icon: "auto", words: mark("Colours: as the system") },
  light: { icon: "sun", words: mark("Colours: light") },
  dark: { icon: "moon", words: mark("Colours: dark") },
};

/** As the system, light, dark, and round again. */
export function SchemeSwitch() {
  // keepTransitions, because Mantine would otherwise stop them by a <style> element.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const { icon, words: said } = SHOWN[colorScheme];
  const words = t(said);
  return (
    <Tooltip label={words}>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={words}
        onClick={() => setColorScheme(NEXT[colorScheme])}
      >
        <Icon name={icon} />
      </ActionIcon>
    </Tooltip>
  );
}
