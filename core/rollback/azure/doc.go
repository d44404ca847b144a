// Package azure is an App Service web app as core/rollback/swap sees it: its two
// slots, read and swapped through Azure Resource Manager, and probed over HTTPS.
//
// Every retry is off: those of the SDK, of its token policy, of redirects and of
// reused connections. A swap request passes one gate that opens once.
//
// It refuses to send its token to any host but the one of Resource Manager, also
// when an operation's address says otherwise, and it never reads a setting's value.
//
// Sources: Microsoft.Web 2025-03-01; the Azure SDK's armappservice v5.1.0 and
// azidentity v1.13.1.
package azure
