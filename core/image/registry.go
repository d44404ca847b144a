package image

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
)

// Registry is how images in registries are reached.
type Registry struct {
	Keychain  authn.Keychain    // who asks; nobody when nil. DockerKeychain reads docker's configuration
	Transport http.RoundTripper // the default one, with the environment's proxies, when nil
}

// DockerKeychain takes credentials from docker's configuration, as docker does.
func DockerKeychain() authn.Keychain { return authn.DefaultKeychain }

// open asks for the manifest and the configuration only; layers are fetched
// when they are read. go-containerregistry compares every digest.
func (r Registry) open(ctx context.Context, named string) (*Image, error) {
	reference, err := name.ParseReference(named)
	if err != nil {
		return nil, fmt.Errorf("%w: %q is no file and no reference: %w", ErrInput, named, err)
	}
	options := []remote.Option{remote.WithContext(ctx), remote.WithPlatform(v1.Platform{OS: "linux", Architecture: "amd64"})}
	if r.Keychain != nil {
		options = append(options, remote.WithAuthFromKeychain(r.Keychain))
	}
	if r.Transport != nil {
		options = append(options, remote.WithTransport(r.Transport))
	}
	found, err := remote.Image(reference, options...)
	if err != nil {
		return nil, fmt.Errorf("ask the registry for %q: %w", named, err)
	}
	image, err := remoteImage(found)
	if err != nil {
		return nil, fmt.Errorf("read %q from its registry: %w", named, err)
	}
	image.Name = named
	return image, nil
}

func remoteImage(found v1.Image) (*Image, error) {
	content, err := found.RawConfigFile()
	if err != nil {
		return nil, err
	}
	manifest, err := found.Manifest()
	if err != nil {
		return nil, err
	}
	image, err := configured(content, len(manifest.Layers))
	if err != nil {
		return nil, err
	}
	digest, err := found.Digest()
	if err != nil {
		return nil, err
	}
	image.Digest = digest.String()
	if base := manifest.Annotations[baseName]; base != "" {
		image.Base = base
	}
	for i, l := range manifest.Layers {
		image.Layers[i].open = func(context.Context) (io.ReadCloser, error) {
			if len(l.URLs) > 0 {
				return nil, errors.New("the registry does not hold it; it would have to come from elsewhere")
			}
			layer, err := found.LayerByDigest(l.Digest)
			if err != nil {
				return nil, err
			}
			return layer.Compressed()
		}
	}
	return image, nil
}
