// Plain JavaScript for any Node: what follows is TypeScript, which older ones cannot even read.
const needed = 24
const major = Number(process.versions.node.split('.')[0])
if (major < needed) {
  console.error(
    `Node ${needed} is needed and this is ${process.version}. Run "npm ci" again and let the package "node" run its install script (it places Node ${needed} in node_modules), or install Node ${needed}.`,
  )
  process.exit(1)
}
