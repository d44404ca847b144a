import numpy as np
import pandas

# ruleid: python-pickled-model-load
data = np.load(path, allow_pickle=True)
# ok: python-pickled-model-load
data = np.load(path)
# ruleid: python-pickled-model-load
frame = pandas.read_pickle(path)
# ok: python-pickled-model-load
frame = pandas.read_csv(path)
