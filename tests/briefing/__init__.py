"""The brief and the self-rating as data, before anybody draws them."""
