/** In place of what is still being read. */
export const Loading = () => <p>Loading …</p>
