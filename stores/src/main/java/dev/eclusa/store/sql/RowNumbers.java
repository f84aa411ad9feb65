package dev.eclusa.store.sql;

/**
 * The numbers a row is given.
 *
 * @param id its own
 * @param labels of what it is summed by
 * @param request of what was asked
 */
record RowNumbers(long id, long labels, long request) {}
