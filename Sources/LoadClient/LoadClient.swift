enum LoadClientPlaceholder {}
