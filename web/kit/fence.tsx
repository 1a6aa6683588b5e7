// A screen that breaks does not take the others with it.
import { Component, type ReactNode } from "react";

export class Fence extends Component<{ broken: ReactNode; children: ReactNode }, { fell: boolean }> {
  state = { fell: false };
  static getDerivedStateFromError() {
    return { fell: true };
  }
  render() {
    return this.state.fell ? this.props.broken : this.props.children;
  }
}
