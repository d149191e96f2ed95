"""The indexes of a store in Milvus: rows there, and in the store a record of which of them count.

Three collections for each store: passages and documents as sparse vectors whose product with a
question's is BM25 over the terms of ``qa.retrieval.term``, and passages as vectors of a model.
"""
