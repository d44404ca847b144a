from fastapi.middleware.cors import CORSMiddleware
from flask_cors import CORS

# ruleid: python-cors-any-origin-with-credentials
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
# ok: python-cors-any-origin-with-credentials
app.add_middleware(CORSMiddleware, allow_origins=["https://shop.example"], allow_credentials=True)
# ok: python-cors-any-origin-with-credentials
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=False)
# ruleid: python-cors-any-origin-with-credentials
CORS(app, supports_credentials=True)
# ok: python-cors-any-origin-with-credentials
CORS(app, origins=["https://shop.example"], supports_credentials=True)
# ruleid: python-cors-any-origin-with-credentials
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_CREDENTIALS = True
