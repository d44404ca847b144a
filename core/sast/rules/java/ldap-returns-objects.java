import javax.naming.directory.SearchControls;

class Directory {
    void hits(String[] attributes, SearchControls controls) {
        // ruleid: java-ldap-returns-objects
        new SearchControls(SearchControls.SUBTREE_SCOPE, 0, 0, attributes, true, false);
        // ruleid: java-ldap-returns-objects
        controls.setReturningObjFlag(true);
    }

    void misses(String[] attributes, SearchControls controls) {
        // ok: java-ldap-returns-objects
        new SearchControls(SearchControls.SUBTREE_SCOPE, 0, 0, attributes, false, true);
        // ok: java-ldap-returns-objects
        controls.setReturningObjFlag(false);
    }
}
