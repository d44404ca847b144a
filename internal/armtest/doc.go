// Package armtest is an App Service without Azure, for tests: a TLS listener that
// answers as Azure Resource Manager does, two slots that answer probes, and the
// token endpoint of an Entra tenant. Beside them stand small records of
// deployments as GitHub and Azure DevOps keep them.
//
// A swap is a toggle here as it is there: it counts every POST, and a second one
// undoes the first. Faults are asked for by name and happen once each.
//
// Sources: the REST operations of Microsoft.Web 2025-03-01; ARM's asynchronous
// operations (202, Azure-AsyncOperation, Location); field reports about slot swaps.
//
// Known limits: an operation advances by being looked at, not by time, so that a
// test is the same on a slow machine. Prewarming, scale and routing rules are not
// played.
package armtest
