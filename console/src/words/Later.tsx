import { Button } from "@mantine/core";
import { Component, type ReactNode, Suspense } from "react";
import { mark, t } from "./language";
import { ProblemNote } from "./ProblemNote";

const FAILED = {
  title: mark("This part of the desk could not be shown."),
  status: 0,
  detail: mark(
    "It may not have arrived, or the desk was renewed meanwhile. What was saved is safe.",
  ),
  instead: mark(
    "Load the page again. If that does not help, tell whoever looks after Scandesk what you did.",
  ),
};

interface Props {
  children: ReactNode;
  /** Shown while it is on its way. */
  waiting?: ReactNode;
  /** What it is a part of: with another one it is tried anew. */
  of?: string;
}

/** A part of the page that is fetched when it is needed; should it fail, the rest stands. */
export class Later extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidUpdate(before: Props) {
    if (this.state.failed && before.of !== this.props.of) this.setState({ failed: false });
  }

  override render() {
    const { children, waiting } = this.props;
    if (!this.state.failed) return <Suspense fallback={waiting}>{children}</Suspense>;
    return (
      <ProblemNote problem={FAILED}>
        <Button variant="default" size="xs" mt="xs" onClick={() => window.location.reload()}>
          {t("Load the page again")}
        </Button>
      </ProblemNote>
    );
  }
}
