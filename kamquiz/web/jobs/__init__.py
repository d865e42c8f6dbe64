"""The job desk: builder, ad check and interview guide."""
