import subprocess


def hits(name):
    # ruleid: python-shell-true
    subprocess.run("tar xf " + name, shell=True)
    # ruleid: python-shell-true
    subprocess.check_output(f"tar xf {name}", shell=True)


def misses(name):
    # ok: python-shell-true
    subprocess.run(["tar", "xf", name])
    # ok: python-shell-true
    subprocess.run("tar xf fixed.tar", shell=True)
    # ok: python-shell-true
    subprocess.run("tar xf " + name, shell=False)
