enum MediaServerPlaceholder {}
