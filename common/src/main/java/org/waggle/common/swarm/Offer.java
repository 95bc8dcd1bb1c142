package org.waggle.common.swarm;

/**
 * A group that a peer seems to offer: nothing is known yet but a file's name.
 *
 * @param file where the file lies
 * @param name what its name says
 * @param bytes length of the file as it was listed
 * @param index place of the group in the file, from 0
 */
record Offer(String file, OfferName name, long bytes, int index) {}
