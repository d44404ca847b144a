package credential

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/repo"
	"github.com/sallyport-gate/sallyport/internal/imagetest"
)

// imaged runs the check over an empty tree and an image, and tells "RULE PATH
// MESSAGE" of each finding, the message from the layer on.
func imaged(t *testing.T, saved []byte) (found, gaps []string, skips map[string]int) {
	t.Helper()
	t.Chdir(t.TempDir())
	if err := os.WriteFile("shop.tar", saved, 0o600); err != nil {
		t.Fatal(err)
	}
	check := New(Config{Images: Images{Names: []string{"shop.tar"}, Excluded: func(path string) bool { return strings.Contains(path, "/excluded/") }}})
	result, err := check.Run(t.Context(), repo.Memory(map[string]string{"README.md": "Nothing to find here."}))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range result.Findings {
		_, where, _ := strings.Cut(f.Message, "; in ")
		where, more, _ := strings.Cut(where, "sha256:")
		if _, hidden, is := strings.Cut(more, ", and "); is {
			where += hidden[:13]
		} else if strings.HasSuffix(more, "base image") {
			where += "base"
		}
		found = append(found, strings.TrimPrefix(f.Rule, "credential/")+" "+f.Location.Path+" "+strings.TrimSpace(where))
	}
	for _, g := range result.Coverage.Gaps {
		gaps = append(gaps, string(g.Kind)+" "+g.Path)
	}
	slices.Sort(found)
	if without, err := check.WithoutImages().Run(t.Context(), repo.Memory(nil)); err != nil || len(without.Findings) > 0 {
		t.Errorf("without images: %+v, %v", without.Findings, err)
	}
	return found, gaps, result.Coverage.Skips
}

func TestTheLayersOfAnImageAreLookedInto(t *testing.T) {
	key := `{"value": "` + planted.StorageKey("image") + `"}`
	other := `{"value": "` + planted.StorageKey("another") + `"}`
	pat := "token: " + planted.AzureDevOpsPAT("image")
	found, gaps, skips := imaged(t, imagetest.SavedWith(t, []string{"PATH=/bin", "DEVOPS=" + planted.AzureDevOpsPAT("environment")},
		imagetest.Layer{Step: "ADD rootfs.tar /", Entries: []imagetest.Entry{imagetest.File("etc/base.json", other), imagetest.File("bin/sh", "\x7fELF\x00"), {Name: "bin/link", Link: "sh"}}},
		imagetest.Layer{Step: `CMD ["/bin/sh"]`, Empty: true},
		imagetest.Layer{Step: "COPY . /app", Entries: []imagetest.Entry{imagetest.File("app/settings.json", key), imagetest.File("app/old.yaml", pat), imagetest.File("app/excluded/settings.json", key)}},
		imagetest.Layer{Step: "RUN |1 DEVOPS=" + planted.AzureDevOpsPAT("argument") + " rm app/old.yaml", Entries: []imagetest.Entry{imagetest.File("app/.wh.old.yaml", ""), imagetest.File("app/settings.json", key+" ")}},
	))
	if diff := cmp.Diff([]string{
		"azure-devops-pat shop.tar/.image/environment.env the image's configuration",
		"azure-devops-pat shop.tar/.image/history.sh the image's configuration",
		"azure-devops-pat shop.tar/app/old.yaml layer a later layer",
		"azure-storage-account-key shop.tar/app/settings.json layer",
		"azure-storage-account-key shop.tar/etc/base.json layer base",
	}, found); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(gaps) > 0 || skips["excluded by the policy"] != 1 || skips["binary"] != 1 {
		t.Errorf("gaps %q, skips %v", gaps, skips)
	}
}

func TestAnImageThatCannotBeReadIsAGap(t *testing.T) {
	_, gaps, _ := imaged(t, imagetest.Saved(t, imagetest.Layer{Step: "COPY", Digest: imagetest.Hex(), Entries: []imagetest.Entry{imagetest.File("a", "b")}}))
	if diff := cmp.Diff([]string{"unreadable shop.tar"}, gaps); diff != "" {
		t.Errorf("a layer with another digest (-want +got):\n%s", diff)
	}
	_, gaps, _ = imaged(t, []byte("no archive"))
	if diff := cmp.Diff([]string{"unreadable shop.tar"}, gaps); diff != "" {
		t.Errorf("no archive (-want +got):\n%s", diff)
	}
}
