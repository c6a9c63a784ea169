import { Component, type ReactNode } from 'react'
import { Trouble } from './Trouble.tsx'

interface State {
  failure?: { error: unknown }
}

/** Whatever goes wrong is said on the page, with what to do. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = {}

  static getDerivedStateFromError(error: unknown): State {
    return { failure: { error } }
  }

  override render(): ReactNode {
    const { failure } = this.state
    return failure ? <Trouble error={failure.error} /> : this.props.children
  }
}
