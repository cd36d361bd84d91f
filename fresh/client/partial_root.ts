import { Component, type ComponentChildren } from "preact";

interface Props {
  name: string;
  mode: string;
  children?: ComponentChildren;
}

/** The partials on screen, by name. */
export const activePartials = new Map<string, PartialRoot>();

/** A partial whose content can be changed from outside, or by a new version of the partial around it. */
export class PartialRoot extends Component<Props> {
  content = this.props.children;

  override componentDidMount(): void {
    activePartials.set(this.props.name, this);
  }

  override componentWillUnmount(): void {
    if (activePartials.get(this.props.name) === this) activePartials.delete(this.props.name);
  }

  override componentWillReceiveProps(next: Props): void {
    this.content = next.children;
  }

  override render(): ComponentChildren {
    return this.content;
  }

  /** Resolves when the new content is on screen. */
  show(children: ComponentChildren[], mode: string): Promise<void> {
    const old = [this.content].flat();
    this.content = mode === "append"
      ? [...old, ...children]
      : mode === "prepend"
      ? [...children, ...old]
      : children;
    return new Promise((shown) => this.forceUpdate(shown));
  }
}
