"""Lists that come as whole files: read, mapped, compared with what is here, entered all or not at all."""
