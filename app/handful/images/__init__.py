"""Pictures from files: read them, turn them upright, square them, walk folders, remember embeddings.

Public, to be imported from their modules: `decode` (read_picture, decode_picture, to_square), `views`
(query_views, support_views), `thumbnails` (thumbnail), `folders` (walk, class_folders, is_picture_name),
`hashing` (content_hash, hash_bytes), `recognise` (picture_hash), `files` (read_bytes), `cache`
(EmbeddingCache), `formats` (SUFFIXES), `errors` (PictureError).
"""

__all__ = [
    "cache",
    "decode",
    "errors",
    "files",
    "folders",
    "formats",
    "hashing",
    "recognise",
    "thumbnails",
    "views",
]
