// What the network page takes from the libraries; the rest stays out of the bundle.
export { Sigma } from "sigma";
export { EdgeProgram, NodeProgram } from "sigma/rendering";
export { MultiDirectedGraph } from "graphology";
