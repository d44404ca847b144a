package azure

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
)

// EndpointVariable names Resource Manager's address in another cloud than the
// public one. Tokens are then asked for that address alone, from the authority
// in AZURE_AUTHORITY_HOST: a token for the public cloud never goes there.
const EndpointVariable = "SALLYPORT_ARM_ENDPOINT"

// Cloud is the cloud that the environment names; private tells that its
// authority is not one that Entra's public list of instances knows.
func Cloud(getenv func(string) string) (configuration cloud.Configuration, private bool, err error) {
	endpoint := strings.TrimSuffix(getenv(EndpointVariable), "/")
	switch endpoint {
	case "", "https://management.azure.com":
		return cloud.AzurePublic, false, nil
	case "https://management.usgovcloudapi.net":
		return cloud.AzureGovernment, false, nil
	case "https://management.chinacloudapi.cn":
		return cloud.AzureChina, false, nil
	}
	authority := getenv("AZURE_AUTHORITY_HOST")
	if !bareAddress(endpoint) || !bareAddress(strings.TrimSuffix(authority, "/")) {
		return cloud.Configuration{}, false, fmt.Errorf("%s is %.200q; it wants an https address without a path, and AZURE_AUTHORITY_HOST with the authority of that cloud", EndpointVariable, endpoint)
	}
	return cloud.Configuration{ActiveDirectoryAuthorityHost: strings.TrimSuffix(authority, "/") + "/", Services: map[cloud.ServiceName]cloud.ServiceConfiguration{
		cloud.ResourceManager: {Endpoint: endpoint, Audience: endpoint},
	}}, true, nil
}

func bareAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil && u.Path == "" && u.RawQuery == "" && u.Fragment == ""
}
