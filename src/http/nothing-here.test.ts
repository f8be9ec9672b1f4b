import express from 'express';
import request from 'supertest';
import { expect, it } from 'vitest';
import { nothingHere } from './nothing-here.ts';

it('tells whoever opens the address in a browser where things are', async () => {
  const response = await request(express().use(nothingHere)).get('/');
  expect([response.status, response.type]).toEqual([404, 'text/plain']);
  expect(response.text).toContain('/api/v1/openapi.json');
});
